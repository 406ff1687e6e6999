import { expect, it } from '@jest/globals';
import { ownName } from './segment-name.js';

it.each([
  [-1, 'Noise', { key: 'noise' }],
  [-1, 'Far away', null],
  [0, 'Segment 1', { key: 'nth', n: 1 }],
  [4, 'Segment 5', { key: 'nth', n: 5 }],
  [0, 'Segment 2', null],
  [0, 'Noise', null],
  [0, 'Big buyers', null],
])('segment %i named %p is called by itself: %p', (segment, name, own) => expect(ownName({ segment, name })).toEqual(own));
