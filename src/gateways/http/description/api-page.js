// @ts-nocheck Runs in a browser; this folder is checked as Node's.
// The page at /api/docs: lists what the API does from its description, and tries it with a token.
// Builds nodes, never HTML; keeps nothing, not even the token.

const description = JSON.parse(document.getElementById('description').textContent);
const token = element('input', {
  type: 'password',
  id: 'token',
  autocomplete: 'off',
  spellcheck: 'false',
});

document.body.append(
  element('main', {}, [header(), ...description.tags.map(({ name }) => section(name))]),
);

function element(name, attributes = {}, children = []) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function header() {
  const { title, version, description: about } = description.info;
  const signIn = JSON.stringify({ login: 'nora', password: '…' });
  return element('header', {}, [
    element('h1', {}, [`${title} ${version}: the API`]),
    element('p', {}, [about.replaceAll('`', '')]),
    element('p', {}, ['The same for programs: ', element('code', {}, ['/api/openapi.json'])]),
    element('label', { for: 'token' }, ['Token']),
    token,
    element('p', { class: 'hint' }, [
      'This page stays apart from the app, so it cannot sign in. Get a token so:',
    ]),
    code(curl('POST', '/api/v1/sessions', signIn, false)),
  ]);
}

function section(tag) {
  const found = [];
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (operation.tags[0] === tag) found.push(entry(method.toUpperCase(), path, operation));
    }
  }
  return element('section', {}, [element('h2', {}, [tag]), ...found]);
}

function entry(method, path, operation) {
  const title = element('summary', {}, [
    element('b', { class: method.toLowerCase() }, [method]),
    element('code', {}, [path]),
    element('span', {}, [operation.summary.replaceAll('`', '')]),
  ]);
  const details = element('details', { id: operation.operationId }, [title]);
  // Made when first looked at: there are many, and most are never opened.
  details.addEventListener('toggle', () => details.append(...body(method, path, operation)), {
    once: true,
  });
  return details;
}

function body(method, path, operation) {
  const parameters = (operation.parameters ?? []).map((parameter) => ({
    ...parameter,
    input: element('input', {
      value: parameter.example ?? '',
      id: `${operation.operationId}-${parameter.name}`,
    }),
  }));
  const example = firstExample(operation.requestBody);
  const text =
    operation.requestBody &&
    element('textarea', { rows: '8', spellcheck: 'false', 'aria-label': 'Body' });
  if (text) text.value = show(example);
  const fields = parameters.map(({ name, required, input }) =>
    element('label', {}, [required ? name : `${name} (optional)`, input]),
  );
  const open = operation.security.length > 0;
  const request = () => ({ method, path: fill(path, parameters), text: text?.value });
  const nodes = open ? tryIt(request) : [code(curl(method, path, text?.value, false))];
  return [
    element('form', {}, [...fields, ...(text ? [text] : []), ...nodes]),
    ...answers(operation),
  ];
}

function tryIt(request) {
  const shown = element('pre', { 'aria-live': 'polite' });
  const button = element('button', { type: 'button' }, ['Send']);
  button.addEventListener('click', async () => {
    button.disabled = true;
    shown.textContent = 'Waiting …';
    shown.textContent = await ask(request());
    button.disabled = false;
  });
  return [button, shown];
}

async function ask({ method, path, text }) {
  const headers = { authorization: `Bearer ${token.value.trim()}` };
  if (text !== undefined) headers['content-type'] = 'application/json';
  try {
    const answer = await fetch(path, { method, headers, body: text, credentials: 'omit' });
    return `${answer.status} ${answer.statusText}\n${pretty(await answer.text())}`;
  } catch {
    return `No answer that this page may read: the token is missing or wrong,
or the server is out of reach.`;
  }
}

function answers(operation) {
  const good = Object.entries(operation.responses).filter(([, { content }]) => content);
  const bad = Object.entries(operation.responses).filter(([, { $ref }]) => $ref);
  return [
    ...good.map(([status, answer]) => code(`${status}\n${show(firstExample(answer))}`)),
    element('p', { class: 'hint' }, [
      `Errors: ${bad.map(([status, { $ref }]) => `${status} ${$ref.split('/').pop()}`).join(', ')}`,
    ]),
  ];
}

function firstExample(holder) {
  const [example] = Object.values(holder?.content['application/json'].examples ?? {});
  return example?.value;
}

function fill(path, parameters) {
  const query = new URLSearchParams();
  let filled = path;
  for (const { name, in: place, input } of parameters) {
    if (place === 'path') filled = filled.replace(`{${name}}`, encodeURIComponent(input.value));
    else if (input.value !== '') query.set(name, input.value);
  }
  return query.size > 0 ? `${filled}?${query}` : filled;
}

function curl(method, path, text) {
  const data = text === undefined ? '' : ` -H 'content-type: application/json' -d '${text}'`;
  return `curl -X ${method} ${location.origin}${path}${data}`;
}

function code(text) {
  return element('pre', {}, [text]);
}

function show(value) {
  return JSON.stringify(value, null, 2);
}

function pretty(text) {
  try {
    return show(JSON.parse(text));
  } catch {
    return text;
  }
}
