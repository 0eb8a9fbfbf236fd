/**
 * Whether an address is one of `SFUMATO_ADMINISTRATORS` (addresses separated by commas).
 * Accounts have an address only once its owner opened a link that was sent there.
 */
export function isAdministrator(
  email: string | null,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  if (email === null) return false;
  const administrators = (environment['SFUMATO_ADMINISTRATORS'] ?? '').split(',');
  return administrators.some((entry) => entry.trim().toLowerCase() === email);
}
