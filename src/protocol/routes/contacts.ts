// Routes about contacts, requests, and whom one blocks.
import { z } from 'zod';
import { User } from '../person.ts';
import { Contact, ContactRequest, Relation } from '../profile.ts';
import { AfterQuery, ByName, Empty, Limit, page, type Routes } from './route.ts';

/** The routes with the tag `contacts`. */
export const CONTACTS_ROUTES = {
  listContacts: {
    method: 'GET',
    path: '/api/v1/contacts',
    auth: 'session',
    tag: 'contacts',
    summary: 'One’s contacts, by user name',
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(Contact) },
  },
  listContactRequests: {
    method: 'GET',
    path: '/api/v1/contacts/requests',
    auth: 'session',
    tag: 'contacts',
    summary: 'Requests that wait, of others and one’s own, by user name',
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(ContactRequest) },
  },
  addContact: {
    method: 'PUT',
    path: '/api/v1/contacts/:username',
    auth: 'session',
    tag: 'contacts',
    summary: 'Add somebody, ask them where they want to be asked, or say yes to their request',
    params: ByName,
    answers: { 200: Relation },
  },
  removeContact: {
    method: 'DELETE',
    path: '/api/v1/contacts/:username',
    auth: 'session',
    tag: 'contacts',
    summary: 'Remove a contact, withdraw a request, or refuse one',
    params: ByName,
    answers: { 204: Empty },
  },
  listBlocks: {
    method: 'GET',
    path: '/api/v1/blocks',
    auth: 'session',
    tag: 'contacts',
    summary: 'Whom one blocks, by user name',
    query: z.strictObject({ after: AfterQuery, limit: Limit }),
    answers: { 200: page(User) },
  },
  blockUser: {
    method: 'PUT',
    path: '/api/v1/blocks/:username',
    auth: 'session',
    tag: 'contacts',
    summary: 'Block somebody; they are not told',
    params: ByName,
    answers: { 204: Empty },
  },
  unblockUser: {
    method: 'DELETE',
    path: '/api/v1/blocks/:username',
    auth: 'session',
    tag: 'contacts',
    summary: 'Block somebody no longer',
    params: ByName,
    answers: { 204: Empty },
  },
} as const satisfies Routes;
