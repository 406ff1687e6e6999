import { z } from 'zod';
import { operation } from './operation.js';
import { ofRecord, record, recordExample } from './records.js';
import { instant, list, uuid } from './shapes.js';

export const mergeRecord = operation({
  id: 'records.merge',
  method: 'POST',
  path: '/api/v1/records/{object}/{id}/merge',
  group: 'Records',
  summary: 'Merge another record into this one',
  description:
    'In one transaction: this record takes the chosen fields and all tags of the other; what refers to the other refers to this one; its open tasks move here; the other goes to the bin with `mergedInto`. Its notes, ended runs and timeline stay with it. Refused while a run of the other is open, where more than 1,000 records refer to it, and where only this one is of the sample. Asking again moves what came to the other meanwhile.',
  permission: 'record.delete',
  params: ofRecord,
  body: z.strictObject({
    loser: uuid.meta({ description: 'the record that goes' }),
    take: z
      .array(z.string().min(1).max(80))
      .max(500)
      .optional()
      .meta({ description: 'fields of which the value of the other one is taken, also where it is empty' }),
    loserVersion: z.number().int().min(1).optional().meta({ description: 'the version of the other one that was looked at' }),
  }),
  answer: record,
  ifMatch: 'optional',
  bodyExample: { loser: '01920000-0000-7000-8000-00000000000b', take: ['phone'] },
  answerExample: recordExample,
  refusals: [404, 409, 412],
});
export const mergedRecords = operation({
  id: 'records.merged',
  method: 'GET',
  path: '/api/v1/records/{object}/{id}/merged',
  group: 'Records',
  summary: 'What was merged into the record, newest first',
  permission: 'record.read',
  params: ofRecord,
  answer: list(z.object({ id: uuid, name: z.string().nullable(), at: instant })),
  refusals: [404],
});
