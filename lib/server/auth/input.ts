import { z } from 'zod';

/** RFC 5321 allows no longer path (section 4.5.3.1.3). */
const MAX_ADDRESS = 254;

/** An address as mail servers take it: one, in plain letters, without anything around it. */
export const emailSchema = z
  .string('Type your e-mail address.')
  .max(1000, 'This address is too long.')
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .max(MAX_ADDRESS, 'This address is too long.')
      .regex(
        // Letters, digits and the signs of RFC 5322's atoms; nothing that has a meaning in a header.
        /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/,
        'This is not an e-mail address.',
      ),
  );

const tokenSchema = z.string().regex(/^[\w-]{1,200}$/);

/** Where to go on afterwards; anything but a path of this site leads home. */
const goingToSchema = z.string().max(20_000).optional();

export const emailSignInSchema = z.strictObject({
  email: emailSchema,
  csrfToken: tokenSchema,
  goingTo: goingToSchema,
});

export const providerSignInSchema = z.strictObject({
  csrfToken: tokenSchema,
  goingTo: goingToSchema,
});

export const linkSchema = z.strictObject({
  token: z.string().regex(/^[\w-]{1,200}$/, 'This link is damaged: copy all of it.'),
});

/** What a provider sends people back with. Checked against the cookies of the sign-in. */
export const providerCallbackSchema = z.record(z.string().max(100), z.string().max(8000));
