// What a browser says while a story goes on: violations of the policy, errors, requests to others, dialogs and windows that
// nobody asked for. Each is a line; a quiet story has none.
import type { BrowserContext, Page, Request } from 'playwright-core';

/** Lines by what they are about; the arrays grow. */
export interface Heard {
  /** Violations of the policy, uncaught errors, what a page opened or where it went by itself. */
  readonly faults: string[];
  /** Requests that did not come through: expected while a server is away. */
  readonly failures: string[];
}

const NETWORK = /^Failed to load resource|^WebSocket connection to|ERR_(CONNECTION|INTERNET)/;
const VIOLATION = 'securitypolicyviolation';

/** Listens to all pages of a context; to be called before the first of them opens. */
export async function listenTo(context: BrowserContext, url: string): Promise<Heard> {
  const heard: Heard = { faults: [], failures: [] };
  await context.addInitScript((name) => {
    document.addEventListener(name, (event) => {
      const { violatedDirective, blockedURI, sourceFile } = event as SecurityPolicyViolationEvent;
      console.error(name, violatedDirective, blockedURI, sourceFile);
    });
  }, VIOLATION);
  context.on('request', (request) => judge(request, url, heard));
  context.on('page', (page) => listenToPage(page, url, heard));
  return heard;
}

function listenToPage(page: Page, url: string, heard: Heard): void {
  page.on('pageerror', (error) => heard.faults.push(`threw: ${error.message}`));
  page.on('popup', (opened) => heard.faults.push(`opened ${opened.url()}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    (NETWORK.test(text) ? heard.failures : heard.faults).push(`said: ${text}`);
  });
  page.on('dialog', (dialog) => {
    heard.faults.push(`asked: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('websocket', (socket) => {
    if (!isOurs(socket.url(), url)) heard.faults.push(`connected to ${socket.url()}`);
  });
  page.on('framenavigated', (frame) => {
    const to = frame.url();
    if (to !== 'about:blank' && !isOurs(to, url)) heard.faults.push(`went to ${to}`);
  });
}

function judge(request: Request, url: string, heard: Heard): void {
  const asked = request.url();
  const inside = asked.startsWith('data:') || asked.startsWith('blob:');
  if (!inside && !isOurs(asked, url)) heard.faults.push(`asked ${asked}`);
}

function isOurs(address: string, url: string): boolean {
  return new URL(address).host === new URL(url).host;
}
