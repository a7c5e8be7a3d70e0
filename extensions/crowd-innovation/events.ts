import { event, Type, uuid } from '@polyphony/core';
import { phaseKinds } from './services/phases.ts';

/**
 * A phase of a challenge has opened or closed. Told once for each challenge, phase and change, whatever dates are moved
 * afterwards, however many nodes there are. `number` counts the phases of a kind from 1; there is one vote at most.
 */
export const phaseChanged = event('crowd-innovation.phase-changed', {
  summary: 'A phase of a challenge has opened or closed.',
  payload: Type.Object({
    challenge: uuid(),
    phase: Type.Enum([...phaseKinds]),
    number: Type.Integer({ minimum: 1 }),
    change: Type.Union([Type.Literal('opened'), Type.Literal('closed')]),
  }),
});
