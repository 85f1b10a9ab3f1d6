// The headers that tell a browser what our answers may do: pages load nothing but what is ours,
// answers of the API are no pages at all.

/**
 * Hashes of inline styles that a library injects, as `'sha256-…'`; computed from the built app when
 * one needs it.
 */
export const STYLE_HASHES: readonly string[] = [];

// In the words of CSP 3, 'self' also covers ws: and wss: of the same host and port.
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  ["style-src 'self'", ...STYLE_HASHES].join(' '),
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types kith-worker',
].join('; ');

const FEATURES = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'magnetometer',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

/** Header names and values. */
export type Headers = Readonly<Record<string, string>>;

const EVERYWHERE: Headers = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
};

/**
 * What every answer of the API carries: it is data, it is not kept, and it may not become a page.
 */
export function answerHeaders(https: boolean): Headers {
  return {
    ...EVERYWHERE,
    ...transport(https),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  };
}

/**
 * What the web app's own files carry beside their caching; `policy` only where a page has another
 * one.
 */
export function pageHeaders(https: boolean, policy: string = PAGE_POLICY): Headers {
  return {
    ...EVERYWHERE,
    ...transport(https),
    'content-security-policy': policy,
    'permissions-policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
  };
}

// Over plain http both mean nothing and browsers complain on every page; and a home server that
// moves back to http must stay reachable.
function transport(https: boolean): Headers {
  if (!https) return {};
  return {
    'strict-transport-security': 'max-age=31536000',
    'cross-origin-opener-policy': 'same-origin',
  };
}
