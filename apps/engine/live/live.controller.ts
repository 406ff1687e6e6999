import { Controller, Req, Res } from '@nestjs/common';
import { type InputOf, operations } from '#contracts';
import type { Response } from 'express';
import type { Caller } from '../http/caller.js';
import { Answers, Asking, Input } from '../http/declaration.js';
import { refusal } from '../http/refusals.js';
import type { EngineRequest } from '../http/request.js';
import { LiveFeed } from './live-feed.js';
import { LiveStream } from './live-stream.js';
import { LiveStreams } from './live-streams.js';

@Controller()
export class LiveController {
  constructor(
    private readonly feed: LiveFeed,
    private readonly streams: LiveStreams,
  ) {}

  @Answers(operations.liveStream)
  async stream(
    @Asking() caller: Caller,
    @Input() { query }: InputOf<typeof operations.liveStream>,
    @Req() request: EngineRequest,
    @Res() response: Response,
  ): Promise<void> {
    const header = request.headers['last-event-id'];
    const after = typeof header === 'string' ? header : query.lastEventId;
    const name = `${caller.principal.kind}:${caller.principal.id}`;
    if (!this.streams.enter(name))
      throw refusal('too-many', 'live.too-many', 'Too many live streams are open: share one.', '打开的实时流过多:请共用一个。', '', 5000);
    const stream = new LiveStream(response, this.feed, caller.workspace, () => this.streams.stillAllowed(request));
    const left = this.streams.add(stream);
    try {
      await stream.run(after ?? null);
    } finally {
      left();
      this.streams.leave(name);
    }
  }
}
