// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// Flask-chat's page, for people without the original's chat.js: opens a chat, asks for its messages twice a second while
// somebody looks, and sends. The server escapes texts for clients that read HTML; here that is undone, and text stays text.

const POLL_MS = 500;
const own = document.getElementById('currentUser').dataset.username;
const header = document.getElementById('chatHeader');
const list = document.getElementById('messagesContainer');
const inputArea = document.getElementById('inputArea');
const input = document.getElementById('messageInput');
/** The open chat's item in the sidebar. */
let open;
/** What is shown, as it came. */
let shown = '';
const settle = stayAtEnd(list);

for (const item of document.querySelectorAll('.chat-item')) {
  item.addEventListener('click', () => show(item));
  item.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    show(item);
  });
}

function show(item) {
  open?.classList.remove('active');
  open = item;
  item.classList.add('active');
  header.textContent = `Чат с ${item.querySelector('.username').textContent}`;
  inputArea.classList.remove('hidden');
  list.replaceChildren();
  shown = '';
  settle(true);
  input.focus();
  load();
}

async function load() {
  const item = open;
  if (!item) return;
  const answer = await fetch(`/get_messages/${item.dataset.chatId}`).catch(() => undefined);
  if (!answer?.ok || item !== open) return;
  const text = await answer.text();
  if (text === shown || item !== open) return;
  shown = text;
  const messages = JSON.parse(text);
  list.replaceChildren(...(messages.length > 0 ? messages.map(messageOf) : ['Нет сообщений']));
  settle();
  const last = messages.at(-1);
  item.querySelector('.last-msg').textContent = last ? plain(last.text) : 'Нет сообщений';
}

/** What the server has escaped, as text again. */
function plain(text) {
  const characters = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name) => characters[name]);
}

function messageOf({ sender, text, time }) {
  const message = document.createElement('div');
  const mine = plain(sender) === own;
  message.className = mine ? 'message own' : 'message';
  if (!mine) message.append(line('sender', plain(sender)));
  message.append(plain(text), line('time', time));
  return message;
}

function line(className, text) {
  const part = document.createElement('span');
  part.className = className;
  part.textContent = text;
  return part;
}

async function send() {
  const message = input.value.trim();
  if (!open || message === '') return;
  const answer = await fetch('/send_message', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: open.dataset.chatId, message }),
  }).catch(() => undefined);
  const { success } = answer?.ok ? await answer.json() : { success: false };
  if (!success) return;
  input.value = '';
  await load();
}

document.getElementById('sendButton').addEventListener('click', send);
input.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.isComposing) send();
});

async function poll() {
  if (!document.hidden) await load();
  setTimeout(poll, POLL_MS);
}
poll();
