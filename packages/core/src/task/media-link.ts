/** Longer ones are no links of a gateway, and costly to parse. */
const longestUrl = 8192;

/** Whether this text as a whole is an absolute http(s) URL. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text) && text.length <= longestUrl && URL.canParse(text);
}

/** Whether the path of a URL ends like a video. */
export function isVideoUrl(url: string): boolean {
  return /^(mp4|mov|webm|m4v|mkv)$/.test(endingOf(url));
}

/** Whether the path of a URL ends like something else; signed links often have no ending. */
export function isOtherMediaUrl(url: string): boolean {
  return /^(jpe?g|png|gif|webp|avif|heic|bmp|svg|mp3|wav|ogg|m4a|aac|flac|json|txt|srt|vtt)$/.test(
    endingOf(url),
  );
}

function endingOf(url: string): string {
  return /\.(\w{2,5})$/.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? '';
}
