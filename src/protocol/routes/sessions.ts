// Routes of signing in and out, sessions and passwords.
import { z } from 'zod';
import { SessionId } from '../ids.ts';
import * as person from '../person.ts';
import { Empty, page, type Routes, SignedIn } from './route.ts';

/** The routes with the tag `sessions`. */
export const SESSIONS_ROUTES = {
  changePassword: {
    method: 'PUT',
    path: '/api/v1/users/me/password',
    auth: 'session',
    tag: 'sessions',
    summary: 'Change the password; ends all other sessions',
    body: person.PasswordChange,
    answers: { 204: Empty },
  },
  signIn: {
    method: 'POST',
    path: '/api/v1/sessions',
    auth: 'none',
    tag: 'sessions',
    summary: 'Sign in by user name or e-mail; with `cookie: true` a cookie instead of a token',
    body: person.SignIn,
    answers: { 201: SignedIn },
  },
  listSessions: {
    method: 'GET',
    path: '/api/v1/sessions',
    auth: 'session',
    tag: 'sessions',
    summary: 'Where one is signed in, newest first',
    answers: { 200: page(person.Session) },
  },
  endCurrentSession: {
    method: 'DELETE',
    path: '/api/v1/sessions/current',
    auth: 'session',
    tag: 'sessions',
    summary: 'Sign out',
    answers: { 204: Empty },
  },
  endSession: {
    method: 'DELETE',
    path: '/api/v1/sessions/:id',
    auth: 'session',
    tag: 'sessions',
    summary: 'End a session of one’s own',
    params: z.strictObject({ id: SessionId }).meta({ examples: [{ id: 'qrstuvwxyz2345672345' }] }),
    answers: { 204: Empty },
  },
} as const satisfies Routes;
