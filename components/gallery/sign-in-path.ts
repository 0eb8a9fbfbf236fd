/** The page for signing in, which leads back to a path of this site. */
export function signInPath(path: string): string {
  return `/sign-in?to=${encodeURIComponent(path)}`;
}
