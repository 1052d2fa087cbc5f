import { core } from 'zod/v4';

// Guards the alias of the project core-zod3: without it the suite would prove nothing new.
const { minor }: { readonly minor: number } = core.version;
if (minor !== 0) {
  throw new Error(`This suite must run on the zod of n8n, not on 4.${minor}.`);
}
