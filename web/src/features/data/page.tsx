// x
export function DataPage() { return null }
