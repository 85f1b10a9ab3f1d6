// Chooses light or dark, and how dense, before the first paint. What is kept where, app/settings.ts says.
(() => {
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = kept('kith.theme');
  const dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  const root = document.documentElement;
  root.dataset.theme = dark ? 'dark' : 'light';
  root.dataset.density = kept('kith.density') === 'compact' ? 'compact' : 'comfortable';
  document
    .querySelector('meta[name=theme-color]')
    ?.setAttribute('content', dark ? '#1c1a17' : '#fcfaf7');
})();
