// Before the first paint, so that nobody is blinded: the theme chosen earlier, else the system's.
try {
  const theme = localStorage.getItem('ats-theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch { /* storage refused: the system's theme it is */ }
