// The word that means the weights that the product ships, wherever a model or initial weights are named.

export const starterName = 'starter'
