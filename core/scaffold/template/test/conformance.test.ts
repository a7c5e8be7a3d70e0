import t from 'tap';
import { conformance } from '@polyphony/core/testing';
import { seed } from './seed.ts';

await conformance(t, { extension: import.meta.url, seed });
