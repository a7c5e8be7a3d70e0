/** Parts of OpenAPI that every description of ours has. */
export const sharedHeaders = {
  RequestId: { description: 'Names the request in the log', schema: { type: 'string', format: 'uuid' } },
  IdempotentReplayed: {
    description: '`true`: the answer of an earlier request with this key',
    schema: { type: 'string' },
  },
  Location: { description: 'Where the new thing is', schema: { type: 'string' } },
  RetryAfter: { description: 'Seconds to wait', schema: { type: 'integer' } },
  Deprecation: { description: 'It goes (RFC 9745)', schema: { type: 'string' } },
  Sunset: { description: 'When it goes at the earliest (RFC 8594)', schema: { type: 'string' } },
  Link: { description: 'Where its description is', schema: { type: 'string' } },
} as const;

/** Headers that requests may have. */
export const sharedParameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Of your making, such as a UUID. Whoever repeats a call with it within a day gets the first answer, and nothing is done twice.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
} as const;

/** Problem details (RFC 9457). */
export const sharedSchemas = (codes: readonly string[]) => ({
  Problem: {
    type: 'object',
    required: ['type', 'title', 'status', 'detail', 'code'],
    properties: {
      type: { type: 'string', description: 'A name and no address: `urn:polyphony:problem:` and the code' },
      title: { type: 'string', description: 'In the language of the request' },
      status: { type: 'integer' },
      detail: { type: 'string', description: 'What happened, and what to do next' },
      code: { type: 'string', description: 'Stable; branch on it', enum: codes },
      errors: {
        type: 'array',
        description: 'What has to change in the body',
        items: {
          type: 'object',
          required: ['pointer', 'detail'],
          properties: { pointer: { type: 'string', description: 'JSON pointer' }, detail: { type: 'string' } },
        },
      },
    },
  },
});
