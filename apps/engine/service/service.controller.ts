import { Controller, Header } from '@nestjs/common';
import { allOperations, type AnswerOf, operations } from '#contracts';
import { type Locale, TransientError } from '#kernel';
import { VERSION } from '../config/version.js';
import type { Caller } from '../http/caller.js';
import { Answers, Asking } from '../http/declaration.js';
import { openApiDocument } from '../openapi/index.js';
import { Health } from './health.js';
import { Metrics } from './metrics.js';

@Controller()
export class ServiceController {
  private readonly documents = new Map<Locale, unknown>();

  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  @Answers(operations.alive)
  alive(): AnswerOf<typeof operations.alive> {
    return { status: 'ok' };
  }

  @Answers(operations.ready)
  async ready(): Promise<AnswerOf<typeof operations.ready>> {
    if (!(await this.health.isReady())) throw new TransientError('not ready');
    return { status: 'ready' };
  }

  @Answers(operations.getHealth)
  report(): Promise<AnswerOf<typeof operations.getHealth>> {
    return this.health.report();
  }

  @Answers(operations.metrics)
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  expose(): Promise<string> {
    return this.metrics.expose();
  }

  @Answers(operations.openApi)
  document(@Asking() caller: Caller): unknown {
    const { locale } = caller;
    // Made once a language: it takes long, and anyone may ask for it.
    const made = this.documents.get(locale) ?? openApiDocument(allOperations, { version: VERSION }, locale);
    this.documents.set(locale, made);
    return made;
  }
}
