// x
export function DetectPage() { return null }
