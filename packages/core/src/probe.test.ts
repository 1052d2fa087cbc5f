import { test } from 'vitest';
import { parseVideoRequest } from './request/video-request.ts';
import { parseInstant, parseRetryAfter } from './instant.ts';
const show = (input: unknown) => { try { console.log(JSON.stringify(parseVideoRequest(input))); } catch (e) { console.log(e instanceof Error ? e.name+': '+e.message : e, JSON.stringify((e as any).issues)); } };
test('x', () => {
  for (const i of [undefined, null, [], 'x', 5, () => 1, Symbol('a'), {}, {prompt: 2}, {prompt:'a', duration: 2.5}, {prompt:'a', duration: 16.5},{prompt:'a', duration: '5'},{prompt:'a', duration: NaN},{prompt:'a', duration: Infinity},{prompt:'a', duration: 1e300},{prompt:'a', duration: 2**53},{prompt:'a', duration: 2},
   {prompt: '  ' + 'x'.repeat(2501)+ '  '}, {prompt:'  '}, {prompt:'a',mode:'x'},{prompt:'a',mode:null},{prompt:'a',sound:'true'},{prompt:'a',image:'ftp://x'},{prompt:'a',image:''},{shots:[]},{shots:'x'},{shots:[{}]},{shots:[1]},{shots:[{prompt:'',duration:0, x: 1}], y: 2},{shots:Array(7).fill({prompt:'a',duration:2})},
   {prompt:'a',elements:[{}]},{prompt:'a',elements:{}},{prompt:'a',elements:[{name:'a b',imageUrls:['x', 1], z: 1}]},{prompt:'a',elements:[{name:'a',imageUrls:'x'}]},JSON.parse('{"prompt":"a","__proto__":{"x":1}}'),{prompt:'a',constructor:1}, new Date(), new Map(), Object.create({prompt:'inh'}), {prompt: 'a', image: undefined, duration: undefined, mode: undefined}]) show(i);
  for (const t of ['-5','5s','soon 5','30 seconds','Sun, 06 Nov 1994 08:49:37 GMT', '9'.repeat(400)]) console.log(t, parseRetryAfter(t, 0));
  for (const t of ['2026-02-30T00:00:00Z', 1771934400.123, 1e300, '2026-02-24t12:00:00+0800', '2026-02-24 12:00', '2026-13-01 12:00:00']) console.log(t, parseInstant(t));
});
