// Planted violation: floor 0 imports floor 1.
import '../pipeline/circle-a.js';
