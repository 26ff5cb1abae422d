/** What is said about the input of each number, so that every item can be checked by its number alone. */

export function inputOf(number: number): string {
  return `{"number":${number}`;
}

export function messageOf(number: number): string {
  return `The object ${inputOf(number)} has no end.`;
}

export function secondMessageOf(number: number): string {
  return `The object ${inputOf(number)} still has no end.`;
}

export function noteOf(number: number): string {
  return `Nobody knows what ${inputOf(number)} meant.`;
}
