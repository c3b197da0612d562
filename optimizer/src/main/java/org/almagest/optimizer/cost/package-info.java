/// What plans cost, by constants that are measured on the machine.
package org.almagest.optimizer.cost;
