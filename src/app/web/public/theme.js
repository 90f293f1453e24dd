// Before the first paint, so that a dark room stays dark. A file of its own: the page allows no inline scripts.
const chosen = localStorage.getItem('baton.theme')
const dark = chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
document.documentElement.dataset.theme = dark ? 'dark' : 'light'
