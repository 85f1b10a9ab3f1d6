// Company: each coming is told once, each going once, and nothing of whom one may not see.
import { deepEqual } from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PresenceState } from '#protocol/signal.ts';
import { Company } from './company.ts';

function open() {
  const told: string[] = [];
  const company = new Company('nora', {
    joined: (user) => void told.push(`+${user}`),
    left: (user) => void told.push(`-${user}`),
  });
  const hear = (user: string, state: PresenceState, quietly = false) =>
    company.hear([{ user, state }], quietly);
  return { company, told, hear };
}

describe('company', () => {
  test('who is here at the beginning is no news, whoever comes and goes is', () => {
    const { company, told, hear } = open();
    hear('amara', 'away', true);
    hear('mateo', 'offline', true);
    deepEqual(company.here, ['amara']);
    hear('mateo', 'online');
    hear('mateo', 'away');
    hear('amara', 'offline');
    hear('amara', 'offline');
    deepEqual(told, ['+mateo', '-amara']);
    deepEqual(company.here, ['mateo']);
  });

  test('a new connection to the room is told by presence, once', () => {
    const { company, told, hear } = open();
    company.enters('amara');
    deepEqual(told, []);
    hear('amara', 'online');
    deepEqual(told, ['+amara']);
  });

  test('leaving the room is told at once, and presence that lingers is no coming', () => {
    const { company, told, hear } = open();
    company.enters('amara');
    hear('amara', 'online');
    company.leaves('amara', false);
    hear('amara', 'away');
    hear('amara', 'offline');
    deepEqual(told, ['+amara', '-amara']);
    deepEqual(company.here, []);
  });

  test('who comes back while presence lingers is told of', () => {
    const { company, told, hear } = open();
    hear('amara', 'online');
    company.leaves('amara', false);
    company.enters('amara');
    deepEqual(told, ['+amara', '-amara', '+amara']);
    deepEqual(company.here, ['amara']);
  });

  test('who may not be seen neither comes nor goes', () => {
    const { company, told } = open();
    company.enters('ghost');
    company.leaves('ghost', false);
    deepEqual([told, company.here], [[], []]);
  });

  test('one’s own other connections come and go', () => {
    const { company, told, hear } = open();
    company.enters('nora');
    hear('nora', 'online');
    company.leaves('nora', true);
    deepEqual(told, ['+nora', '-nora']);
  });
});
