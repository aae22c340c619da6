// x
export function TrainPage() { return null }
