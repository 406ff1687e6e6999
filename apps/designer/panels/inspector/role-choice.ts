/** `by` absent: anyone who may edit the record. An empty list means nobody, which is an error to be seen. */
export const asRoleChoice = (by: readonly string[] | undefined): 'anyone' | 'roles' => (by === undefined ? 'anyone' : 'roles');
