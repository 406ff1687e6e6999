// Planted violation: floor 2 imports floor 3.
import '../steps/x/handler.js';
