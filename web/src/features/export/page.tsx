// x
export function ExportPage() { return null }
