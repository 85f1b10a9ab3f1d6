// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// Logging in and signing up: the answer is text; what begins with `/` is where to go, the rest is said.

const form = document.getElementById('entrance');
const said = document.getElementById('said');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch(form.dataset.action, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(form))),
  }).catch(() => undefined);
  const text = answer?.ok ? await answer.text() : 'Error: The server cannot be reached.';
  if (text.startsWith('/')) location.assign(text);
  else said.textContent = text;
});
