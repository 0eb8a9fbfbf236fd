import { DARK_QUERY, THEME_KEY } from './theme';

/**
 * Runs in the head, before anything is painted, so that a dark page never flashes
 * white. It is the one inline script of the app and carries the page's nonce.
 */
export const THEME_SCRIPT = `(function(){var t;try{t=localStorage.getItem('${THEME_KEY}')}catch(e){}
var d=t==='dark'||(t!=='light'&&matchMedia('${DARK_QUERY}').matches);
document.documentElement.classList.toggle('dark',d)})()`;
