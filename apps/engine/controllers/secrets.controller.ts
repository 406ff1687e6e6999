import { Controller } from '@nestjs/common';
import { Secrets } from '#access';
import { type InputOf, operations } from '#contracts';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';

/** The one door of secrets: values go in and never out. */
@Controller()
export class SecretsController {
  constructor(private readonly secrets: Secrets) {}

  @Answers(operations.listSecrets)
  async list(@Asking() caller: Caller) {
    return { items: await this.secrets.list(caller.workspace) };
  }

  @Answers(operations.putSecret)
  put(@Asking() caller: Caller, @Input() { params, body }: InputOf<typeof operations.putSecret>) {
    return this.secrets.save(caller.principal, params.name, body.value, body.hosts);
  }

  @Answers(operations.removeSecret)
  remove(@Asking() caller: Caller, @Input() { params }: InputOf<typeof operations.removeSecret>): Promise<void> {
    return this.secrets.discard(caller.principal, params.name);
  }
}
