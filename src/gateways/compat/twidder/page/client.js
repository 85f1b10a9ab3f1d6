// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// Twidder's page, for people without an old client: the views of client.html over the gateway's routes and /echo. Texts
// are put in as text. The server escapes what stands on walls for clients that read HTML; here that is undone first.

const view = document.getElementById('view');
const said = document.getElementById('userMessages');
/** The other side of the Browse tab. */
let browsed = '';

/** What a status means to a person, unless whoever calls knows better. */
const WORDS = {
  401: 'Your session has ended. Sign in again.',
  403: 'Nobody can sign up here at the moment. Ask whoever runs this server.',
  404: 'Nobody here has this address.',
  409: 'This address has an account already.',
  422: 'Something here is too long, too short, or no e-mail address.',
  429: 'That was too often. Wait a little.',
};

function template(id) {
  const page = new DOMParser().parseFromString(
    document.getElementById(id).textContent,
    'text/html',
  );
  return [...page.body.childNodes].map((node) => document.importNode(node, true));
}

function tell(text) {
  said.textContent = text;
}

async function call(method, path, body, words = {}) {
  const headers = { auth: localStorage.getItem('token') ?? '' };
  if (body) headers['content-type'] = 'application/json';
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (answer.status === 401 && path !== 'sign_in') signedOut();
  const { ok, status, statusText } = answer;
  tell(ok ? '' : (words[status] ?? WORDS[status] ?? `${status}: ${statusText}`));
  return { ok, data: ok && text ? JSON.parse(text).data : undefined };
}

function fieldsOf(form) {
  return Object.fromEntries(new FormData(form));
}

function onSubmit(form, act) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    act(fieldsOf(form)).catch(() => tell('The server cannot be reached.'));
  });
}

function show() {
  if (localStorage.getItem('token')) showProfile();
  else showWelcome();
}

function signedOut() {
  localStorage.removeItem('token');
  localStorage.removeItem('currTab');
  show();
}

function showWelcome() {
  view.replaceChildren(...template('welcomeview'));
  onSubmit(document.getElementById('signIn'), signIn);
  onSubmit(document.getElementById('signup'), async ({ repeat, ...person }) => {
    if (person.password !== repeat) return tell('Passwords do not match.');
    const { ok } = await call('POST', 'sign_up', person);
    if (ok) await signIn({ email: person.email, password: person.password });
  });
}

async function signIn({ email, password }) {
  const words = { 401: 'The address or the password is not right.' };
  const { ok, data } = await call('POST', 'sign_in', { email, password }, words);
  if (!ok) return;
  localStorage.setItem('token', data);
  localStorage.setItem('currTab', 'home');
  show();
}

function showProfile() {
  view.replaceChildren(...template('profileview'));
  for (const tab of view.querySelectorAll('[role=tab]')) {
    tab.addEventListener('click', () => openTab(tab.dataset.tab));
  }
  openTab(localStorage.getItem('currTab') ?? 'home');
  listen();
  const home = document.getElementById('home');
  call('GET', 'token/get_data').then(({ data }) => data && showPerson(home, data));
  showWall(home, 'token/get_message', {});
  onSubmit(document.getElementById('search'), browse);
  onSubmit(document.getElementById('changePassword'), changePassword);
  document.getElementById('signOut').addEventListener('click', async () => {
    await call('POST', 'token/sign_out');
    signedOut();
  });
}

function openTab(name) {
  localStorage.setItem('currTab', name);
  for (const tab of view.querySelectorAll('[role=tab]')) {
    const open = tab.dataset.tab === name;
    tab.setAttribute('aria-selected', String(open));
    document.getElementById(tab.dataset.tab).hidden = !open;
  }
}

function listen() {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/echo`);
  socket.addEventListener('open', () => socket.send(localStorage.getItem('token') ?? ''));
  socket.addEventListener('message', ({ data }) => {
    if (data === 'sign_out') signedOut();
  });
}

function showPerson(section, data) {
  const place = section.querySelector('[data-person]');
  place.replaceChildren(...template('personview'));
  const texts = {
    name: `${data.firstname} ${data.familyname}`.trim(),
    email: data.email,
    gender: data.gender,
    address: [data.city, data.country].filter(Boolean).join(', '),
  };
  for (const [id, text] of Object.entries(texts)) {
    const field = place.querySelector(`#${id}`);
    field.textContent = text;
    // The own page keeps the ids that the original has; on another's there would be two of each.
    if (section.id !== 'home') field.id = `browsed-${id}`;
  }
  place.hidden = false;
}

async function browse({ email }) {
  const section = document.getElementById('browse');
  // The original answers so where it knows nobody.
  const words = { 500: WORDS[404] };
  const path = `email/get_data/${encodeURIComponent(email)}`;
  const { ok, data } = await call('GET', path, undefined, words);
  for (const part of section.querySelectorAll('[data-person], [data-wall]')) part.hidden = !ok;
  if (!ok) return;
  browsed = data.email;
  showPerson(section, data);
  showWall(section, `email/get_message/${encodeURIComponent(browsed)}`, { email: browsed });
}

function showWall(section, path, target) {
  const place = section.querySelector('[data-wall]');
  place.replaceChildren(...template('wallview'));
  const feed = place.querySelector('.feed');
  const refresh = async () => {
    const { data } = await call('GET', path);
    if (data) feed.replaceChildren(...data.map(itemOf));
  };
  place.querySelector('[data-refresh]').addEventListener('click', refresh);
  const form = place.querySelector('form');
  onSubmit(form, async ({ message }) => {
    const { ok } = await call('POST', 'token/post_message', { message, ...target });
    if (!ok) return;
    form.reset();
    const own = document.querySelector('#home #email')?.textContent ?? '';
    feed.prepend(item(own, message));
  });
  takeDrops(form.querySelector('textarea'));
  refresh().catch(() => tell('The server cannot be reached.'));
}

function itemOf({ writer, content }) {
  return item(plain(writer), plain(content));
}

/** What the server has escaped, as text again. */
function plain(text) {
  const characters = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name) => characters[name]);
}

function item(writer, content) {
  const line = document.createElement('li');
  const by = document.createElement('span');
  by.className = 'writer';
  by.textContent = writer;
  line.draggable = true;
  line.append(by, content);
  line.addEventListener('dragstart', ({ dataTransfer }) => dataTransfer.setData('text', content));
  return line;
}

function takeDrops(area) {
  area.addEventListener('dragover', (event) => event.preventDefault());
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.value += event.dataTransfer.getData('text');
  });
}

async function changePassword({ oldPassword, newPassword, repeat }) {
  if (newPassword !== repeat) return tell('Passwords do not match.');
  const words = { 422: 'The old password is not right, or the new one is too short or too long.' };
  const passwords = { oldPassword, newPassword };
  const { ok } = await call('PUT', 'token/change_password', passwords, words);
  if (ok) {
    document.getElementById('changePassword').reset();
    tell('The password is changed.');
  }
}

show();
