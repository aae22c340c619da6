// The colours of figures.

/** Distinguishable with the common kinds of colour blindness (Okabe and Ito, 2008), the darker ones first. */
export const colors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000'] as const

export const inks = { paper: '#ffffff', text: '#222222', dim: '#666666', grid: '#e4e4e4', broken: '#c00000' } as const
