// Routes about walls: the same acts on messages as in chats, at a person's address.
import { z } from 'zod';
import * as chat from '../chat.ts';
import { Emoji } from '../command.ts';
import { Events, RangeQuery } from './messages.ts';
import { ByName, Empty, OnWall, page, type Routes } from './route.ts';

const Reacting = z
  .strictObject({ ...OnWall.shape, emoji: Emoji })
  .meta({ examples: [{ username: 'nora', seq: 3, emoji: '\u{1f44d}' }] });

/** The routes with the tag `walls`. */
export const WALLS_ROUTES = {
  listWallMessages: {
    method: 'GET',
    path: '/api/v1/users/:username/wall/messages',
    auth: 'session',
    tag: 'walls',
    summary: 'A page of a wall, oldest first: the newest, those before a seq, or those after one',
    params: ByName,
    query: RangeQuery,
    answers: { 200: page(chat.Message) },
  },
  postOnWall: {
    method: 'POST',
    path: '/api/v1/users/:username/wall/messages',
    auth: 'session',
    tag: 'walls',
    summary: 'Post on a wall (201); the same `commandId` again gives the same message (200)',
    params: ByName,
    body: chat.NewMessage,
    answers: { 200: chat.Message, 201: chat.Message },
  },
  listWallEvents: {
    method: 'GET',
    path: '/api/v1/users/:username/wall/events',
    auth: 'session',
    tag: 'walls',
    summary: 'A page of the wall’s log, as `follow` gives it',
    params: ByName,
    query: RangeQuery,
    answers: { 200: Events },
  },
  getWallMessage: {
    method: 'GET',
    path: '/api/v1/users/:username/wall/messages/:seq',
    auth: 'session',
    tag: 'walls',
    summary: 'A message on a wall as it stands',
    params: OnWall,
    answers: { 200: chat.Message },
  },
  editWallMessage: {
    method: 'PATCH',
    path: '/api/v1/users/:username/wall/messages/:seq',
    auth: 'session',
    tag: 'walls',
    summary: 'Give one’s own message on a wall another text',
    params: OnWall,
    body: chat.MessageChange,
    answers: { 200: chat.Message },
  },
  deleteWallMessage: {
    method: 'DELETE',
    path: '/api/v1/users/:username/wall/messages/:seq',
    auth: 'session',
    tag: 'walls',
    summary: 'Erase one’s own message, or any on one’s own wall',
    params: OnWall,
    answers: { 204: Empty },
  },
  getWallHistory: {
    method: 'GET',
    path: '/api/v1/users/:username/wall/messages/:seq/history',
    auth: 'session',
    tag: 'walls',
    summary: 'What a message on a wall said before it was edited',
    params: OnWall,
    answers: { 200: page(chat.Version) },
  },
  addWallReaction: {
    method: 'PUT',
    path: '/api/v1/users/:username/wall/messages/:seq/reactions/:emoji',
    auth: 'session',
    tag: 'walls',
    summary: 'React to a message on a wall',
    params: Reacting,
    answers: { 204: Empty },
  },
  removeWallReaction: {
    method: 'DELETE',
    path: '/api/v1/users/:username/wall/messages/:seq/reactions/:emoji',
    auth: 'session',
    tag: 'walls',
    summary: 'Take one’s reaction away',
    params: Reacting,
    answers: { 204: Empty },
  },
  pinOnWall: {
    method: 'PUT',
    path: '/api/v1/users/:username/wall/messages/:seq/pin',
    auth: 'session',
    tag: 'walls',
    summary: 'Pin a message to one’s own wall',
    params: OnWall,
    answers: { 204: Empty },
  },
  unpinOnWall: {
    method: 'DELETE',
    path: '/api/v1/users/:username/wall/messages/:seq/pin',
    auth: 'session',
    tag: 'walls',
    summary: 'Take a pin away from one’s own wall',
    params: OnWall,
    answers: { 204: Empty },
  },
  listWallPins: {
    method: 'GET',
    path: '/api/v1/users/:username/wall/pins',
    auth: 'session',
    tag: 'walls',
    summary: 'The pinned messages of a wall, last pinned first',
    params: ByName,
    answers: { 200: page(chat.Message) },
  },
  readOwnWall: {
    method: 'PUT',
    path: '/api/v1/users/me/wall/read',
    auth: 'session',
    tag: 'walls',
    summary: 'Say how far one has seen one’s own wall',
    body: chat.ReadMark,
    answers: { 204: Empty },
  },
} as const satisfies Routes;
