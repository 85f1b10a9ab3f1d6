// What `kith serve` takes, in words.

/** Its lines, for `kith help`. */
export const HELP = `kith serve [--port 8080] [--host ADDR] [--data ./data] [--name Kith] [--origin URL]
           [--sign-up open|invite|closed] [--trusted-hops 0]
           [--upload-bytes 104857600] [--compat all|twidder=5001,…] [--compat-origins URL,…]
The same by environment: KITH_PORT, KITH_HOST, KITH_DATA, KITH_NAME, KITH_ORIGIN, KITH_SIGN_UP, KITH_TRUSTED_HOPS,
KITH_UPLOAD_BYTES, KITH_COMPAT, KITH_COMPAT_ORIGINS.
`;
