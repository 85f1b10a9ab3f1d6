// Routes about people and one's own account.
import { z } from 'zod';
import { UserId } from '../ids.ts';
import { PAGE_MAX } from '../limits.ts';
import * as person from '../person.ts';
import { Profile } from '../profile.ts';
import {
  AfterQuery,
  ByName,
  Empty,
  Limit,
  page,
  type Routes,
  SignedIn,
  searched,
} from './route.ts';

/** The routes with the tag `people`. */
export const PEOPLE_ROUTES = {
  signUp: {
    method: 'POST',
    path: '/api/v1/users',
    auth: 'none',
    tag: 'people',
    summary: 'Make an account and sign in; with `cookie: true` a cookie instead of a token',
    body: person.SignUp,
    answers: { 201: SignedIn },
  },
  listUsers: {
    method: 'GET',
    path: '/api/v1/users',
    auth: 'session',
    tag: 'people',
    summary:
      'The directory, by user name; `query` looks in user and display names, `ids` (comma-separated) names people',
    query: z.strictObject({
      query: searched(100).optional(),
      ids: z
        .string()
        .max(PAGE_MAX * 21)
        .transform((text) => text.split(',').slice(0, PAGE_MAX))
        .pipe(z.array(UserId))
        .optional(),
      after: AfterQuery,
      limit: Limit,
    }),
    answers: { 200: page(person.User) },
  },
  getMe: {
    method: 'GET',
    path: '/api/v1/users/me',
    auth: 'session',
    tag: 'people',
    summary: 'One’s own account, with the fields that others do not see',
    answers: { 200: person.Account },
  },
  changeMe: {
    method: 'PATCH',
    path: '/api/v1/users/me',
    auth: 'session',
    tag: 'people',
    summary: 'Change one’s account; an empty text takes a field away',
    body: person.AccountChange,
    answers: { 200: person.Account },
  },
  getUser: {
    method: 'GET',
    path: '/api/v1/users/:username',
    auth: 'session',
    tag: 'people',
    summary: 'A person’s page by user name: what one may see of it',
    params: ByName,
    answers: { 200: Profile },
  },
  findByEmail: {
    method: 'GET',
    path: '/api/v1/users/by-email/:email',
    auth: 'session',
    tag: 'people',
    summary: 'A person’s page by e-mail address, where they show that to the one who asks',
    params: z
      .strictObject({ email: person.Email })
      .meta({ examples: [{ email: 'nora@example.org' }] }),
    answers: { 200: Profile },
  },
  setAvatar: {
    method: 'PUT',
    path: '/api/v1/users/me/avatar',
    auth: 'session',
    tag: 'people',
    summary: 'Show an uploaded picture as one’s own',
    body: person.AvatarChange,
    answers: { 200: person.Account },
  },
  removeAvatar: {
    method: 'DELETE',
    path: '/api/v1/users/me/avatar',
    auth: 'session',
    tag: 'people',
    summary: 'Show no picture',
    answers: { 200: person.Account },
  },
  exportMe: {
    method: 'GET',
    path: '/api/v1/users/me/export',
    auth: 'session',
    tag: 'people',
    raw: 'file',
    summary: 'One’s own data as a zip: JSON, files, and a page to read it',
    query: z.strictObject({ account: z.string().optional() }),
    answers: { 200: z.null() },
  },
  deleteMe: {
    method: 'DELETE',
    path: '/api/v1/users/me',
    auth: 'session',
    tag: 'people',
    summary: 'Delete one’s account',
    body: person.AccountDeletion,
    answers: { 204: Empty },
  },
} as const satisfies Routes;
