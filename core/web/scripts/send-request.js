/* Sends a request of the API from its page and shows what comes. Without it the page says what to type on a command line. */
(() => {
  const form = document.querySelector('form[data-request]');
  const answer = document.querySelector('[data-answer]');
  if (!form || !answer) return;
  form.hidden = false;
  const status = answer.querySelector('[data-answer-status]');
  const shown = answer.querySelector('[data-answer-body]');

  const addressOf = () => {
    const query = new URLSearchParams();
    let path = form.getAttribute('action');
    for (const { id, name, value } of form.querySelectorAll('input')) {
      if (id.startsWith('path-')) path = path.replace(`{${name}}`, encodeURIComponent(value));
      else if (value !== '') query.append(name, value);
    }
    return query.size > 0 ? `${path}?${query}` : path;
  };
  const pretty = (text) => {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  };

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const body = form.querySelector('textarea')?.value;
    answer.hidden = false;
    status.textContent = '…';
    shown.textContent = '';
    try {
      const response = await fetch(addressOf(), {
        method: form.dataset.request,
        headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        body,
      });
      const text = await response.text();
      status.textContent = `${response.status} ${response.statusText}`;
      shown.textContent = [
        ...[...response.headers].map(([name, value]) => `${name}: ${value}`),
        '',
        pretty(text).slice(0, 200_000),
      ].join('\n');
    } catch {
      status.textContent = form.dataset.failed;
    }
  });
})();
