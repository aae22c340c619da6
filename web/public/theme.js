// Sets the chosen colours before the first paint, so that a dark page never flashes white. A file, as the page allows no inline scripts.
try {
  const chosen = localStorage.getItem('ocrdet.theme')
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
} catch {
  // Without storage the system's choice rules.
}
