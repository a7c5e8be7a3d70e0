/* What htmx leaves to the page: the focus, and a line that fails. Served with it as one file; see script.ts. */
(() => {
  let held = '';
  document.addEventListener('htmx:before:swap', () => {
    held = document.activeElement?.id ?? '';
  });
  // the focus stays where it was; where that is gone, it goes to the heading of what came instead, never to the top of the page
  document.addEventListener('htmx:after:swap', () => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const before = held === '' ? null : document.getElementById(held);
    if (before) return before.focus({ preventScroll: true });
    const heading = document.querySelector('h1');
    heading?.setAttribute('tabindex', '-1');
    heading?.focus();
  });
  // no answer: the browser's own page says so, and with an answer the page shows what the server has
  document.addEventListener('htmx:error', () => location.reload());
})();
