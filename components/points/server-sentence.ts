/**
 * What this site's server says of why it refused; undefined for whatever somebody in between
 * answers instead, such as the page of a proxy.
 */
export async function serverSentence(response: Response): Promise<string | undefined> {
  if (!response.headers.get('content-type')?.startsWith('text/plain')) return undefined;
  return (await response.text()).trim().split('\n')[0]!.slice(0, 300) || undefined;
}
