// x
export function BatchPage() { return null }
