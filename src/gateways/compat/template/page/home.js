// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// The chat page, for people without the original's: comes into somebody's room by their name, says and shows lines. Keeps
// the original's two cookies, by which a reload comes back into the room.

const username = document.getElementById('name').dataset.username;
const lines = document.getElementById('lines');
const said = document.getElementById('said');
const chatForm = document.getElementById('chatForm');
const messageForm = document.getElementById('messageForm');
const receiver = document.getElementById('receiver');
const message = document.getElementById('message');
const settle = stayAtEnd(lines);

setCookie('username', username);
const socket = io();

function setCookie(name, value, more = '') {
  // biome-ignore lint/suspicious/noDocumentCookie: the way that every browser has.
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; SameSite=Lax${more}`;
}

function roomId() {
  const found = /(?:^|; )room_id=(\d+)/.exec(document.cookie);
  return found ? Number(found[1]) : undefined;
}

function show() {
  const inRoom = roomId() !== undefined;
  chatForm.hidden = inRoom;
  messageForm.hidden = !inRoom;
  (inRoom ? message : receiver).focus();
}

function leaveRoom() {
  setCookie('room_id', '', '; max-age=0');
  show();
}

socket.on('connect', () => {
  said.textContent = '';
});
socket.on('connect_error', ({ message: why }) => {
  if (!socket.active) said.textContent = why;
});
socket.on('disconnect', (reason) => {
  if (reason === 'io server disconnect') location.assign('/login');
  else said.textContent = 'The connection is lost. It is tried again.';
});
socket.on('incoming', (text, colour = 'black') => {
  const line = document.createElement('p');
  line.textContent = text;
  line.className = colour;
  lines.append(line);
  settle();
});

chatForm.addEventListener('submit', (event) => {
  event.preventDefault();
  socket.emit('join', username, receiver.value.trim(), (answer) => {
    if (typeof answer !== 'number') {
      said.textContent = answer;
      return;
    }
    said.textContent = '';
    setCookie('room_id', String(answer));
    receiver.value = '';
    show();
  });
});
messageForm.addEventListener('submit', (event) => {
  event.preventDefault();
  if (message.value.trim() === '') return;
  socket.emit('send', username, message.value, roomId());
  message.value = '';
});
document.getElementById('leave').addEventListener('click', () => {
  socket.emit('leave', username, roomId());
  leaveRoom();
});
document.getElementById('logout').addEventListener('click', async () => {
  leaveRoom();
  setCookie('username', '', '; max-age=0');
  await fetch('/logout/user', { method: 'POST' });
  location.assign('/login');
});
show();
