import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type INestApplication } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { operation } from '#contracts';
import { Answers } from './declaration.js';
import { Guard } from './guard.js';

const open = operation({ id: 'test.open', method: 'GET', path: '/open', group: 'Service', summary: 'Open to anyone', permission: 'anyone' });
const closed = operation({ id: 'test.closed', method: 'GET', path: '/closed', group: 'Test', summary: 'Closed', permission: 'record.read' });

@Controller()
class Doors {
  @Get('undeclared')
  undeclared(): string {
    return 'came in';
  }
  @Answers(open)
  open(): string {
    return 'came in';
  }
  @Answers(closed)
  closed(): string {
    return 'came in';
  }
}

/** Answers with the status of the refusal only: what the real filter says is its own test. */
class KindFilter {
  catch(error: { kind?: string }, host: { switchToHttp(): { getResponse(): { status(n: number): { send(text: string): void } } } }): void {
    const status = { unauthenticated: 401, forbidden: 403 }[error.kind ?? ''] ?? 500;
    host
      .switchToHttp()
      .getResponse()
      .status(status)
      .send(error.kind ?? String(error));
  }
}

describe('the one guard', () => {
  let app: INestApplication;
  let url: string;
  beforeAll(async () => {
    const rate = { perSecond: 1_000, burst: 1_000 };
    // Nobody is known here: no key, no session.
    const nobody = { resolve: async () => null, read: () => null } as never;
    const guard = new Guard(nobody, nobody, nobody, { perPrincipal: rate, perAddress: rate, origin: null });
    const module = await Test.createTestingModule({
      controllers: [Doors],
      providers: [
        { provide: APP_GUARD, useValue: guard },
        { provide: APP_FILTER, useClass: KindFilter },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  it.each([
    ['a handler that declares no operation', '/undeclared', 403],
    ['an operation with a permission, asked by nobody', '/closed', 401],
    ['an operation for anyone', '/open', 200],
  ])('%s', async (_what, path, status) => {
    const response = await fetch(url + path);
    expect([response.status, (await response.text()).includes('came in')]).toEqual([status, status === 200]);
  });
});
