/**
 * Width of the one large picture on its canvas, in pixels: by then it is so smooth
 * that the browser may scale it to its place, and still cheap to paint in a film.
 */
export const LARGE = 384;

/** Width of pictures that the server draws, to stand in for the page's own. */
export const POSTER = 512;
