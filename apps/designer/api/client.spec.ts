import { describe, expect, it } from '@jest/globals';
import { allOperations, operations, PERMISSIONS } from '#contracts';
import { PERMISSION_ROLES } from '../app/permissions.generated.js';
import { ROUTES } from './routes.generated.js';

describe('the client', () => {
  it('knows the address and permission of every operation (else: npm run client)', () => {
    const declared = Object.entries(operations).filter(([, value]) => (allOperations as readonly unknown[]).includes(value));
    const expected = Object.fromEntries(
      declared.map(([name, value]) => {
        const { method, path, permission } = value as (typeof allOperations)[number];
        return [name, [method, path, permission]];
      }),
    );
    expect(ROUTES).toEqual(expected);
  });

  it('knows who holds which permission', () => {
    expect(PERMISSION_ROLES).toEqual(PERMISSIONS);
  });
});
