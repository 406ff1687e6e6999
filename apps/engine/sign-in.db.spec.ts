import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cookieOf, TestEngine } from './testing/test-engine.js';

describe('coming in', () => {
  let api: TestEngine;
  beforeAll(async () => {
    api = await TestEngine.start();
  });
  afterAll(() => api.stop());

  it('tells the signed-in owner who they are', async () => {
    const { status, body } = await api.ask('/api/v1/me', api.owner.cookie);
    expect(status).toBe(200);
    expect(body).toMatchObject({ kind: 'person', email: api.owner.email, role: 'owner', pipelineRoles: ['*'], workspace: { key: 'main' } });
  });
});
