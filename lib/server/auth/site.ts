/** Where people reach this server, as `SFUMATO_URL` says; undefined when it says nothing usable. */
export function configuredOrigin(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  const text = environment['SFUMATO_URL'];
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
}

/** Whether browsers reach this server over https, so that its cookies can be kept to that. */
export function isSecureSite(): boolean {
  return configuredOrigin()?.startsWith('https:') ?? false;
}
