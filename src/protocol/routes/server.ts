// Routes about the server itself.
import { z } from 'zod';
import { Place, type Routes } from './route.ts';

/** The routes with the tag `server`. */
export const SERVER_ROUTES = {
  health: {
    method: 'GET',
    path: '/healthz',
    auth: 'none',
    tag: 'server',
    summary: 'Whether the server works, store included',
    answers: {
      200: z
        .strictObject({ status: z.literal('ok'), version: z.string() })
        .meta({ examples: [{ status: 'ok', version: '0.1.0' }] }),
    },
  },
  getPlace: {
    method: 'GET',
    path: '/api/v1/place',
    auth: 'none',
    tag: 'server',
    summary: 'The name of the place and how one signs up',
    answers: { 200: Place },
  },
} as const satisfies Routes;
