/** Addresses by which other screens bring generated pictures here. */
export const PAINT = 'paint';
export const STYLE = 'style';

/** Where the picture of a point's code is painted. */
export const pathToPaint = (code: string): string => `/transfer?${PAINT}=${code}`;

/** Where others are painted in its style. */
export const pathToStyle = (code: string): string => `/transfer?${STYLE}=${code}`;
