// x
export function RunsPage() { return null }
